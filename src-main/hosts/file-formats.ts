import { taskName } from '../../src-shared/ids/task-path.js';
import type { Formats, ReadEntry } from '../ports/formats.js';

/** Task Scheduler XML and manifests; the parsers are loaded when a file is first read or written. */
export const fileFormats: Formats = {
  async read(name, bytes) {
    const { checkFile, looksLikeXml } = await import('../formats/check.js');
    if (looksLikeXml(bytes, name)) {
      const { readTaskXml } = await import('../formats/task-xml/read.js');
      const { task, problems } = readTaskXml(bytes, name);
      return [{ file: name, valid: task !== null, task: task?.path ?? null, problems, definition: task }];
    }
    const { readManifest } = await import('../formats/manifest/read.js');
    const definitions = new Map(
      (readManifest(bytes, name).manifest?.tasks ?? []).map((definition) => [definition.path, definition]),
    );
    return checkFile(bytes, name).map((entry): ReadEntry => ({
      ...entry,
      definition: entry.task === null ? null : (definitions.get(entry.task) ?? null),
    }));
  },
  async write(task, format) {
    const name = taskName(task.path);
    if (format === 'xml') {
      const { writeTaskXml } = await import('../formats/task-xml/write.js');
      return { fileName: `${name}.xml`, text: writeTaskXml(task) };
    }
    const { writeManifest } = await import('../formats/manifest/write.js');
    return { fileName: `${name}.yaml`, text: writeManifest([task]) };
  },
};

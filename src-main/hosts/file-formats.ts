import { taskName } from '../../src-shared/ids/task-path.js';
import type { Formats } from '../ports/formats.js';

/** Files of tasks, read and written; the parsers are loaded when a file is first read or written. */
export const fileFormats: Formats = {
  async read(files) {
    const { readFiles } = await import('../formats/read-files.js');
    return readFiles(files);
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

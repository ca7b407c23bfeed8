import { describe, expect, it } from 'vitest';
import { Refused } from '../../../src-renderer/bridge/bridge.js';
import { TaskEdit } from '../../../src-renderer/state/task-edit.svelte.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { demoCheck, demoYaml, type GivenFile } from '../../support/demo/demo-files.js';
import { demoTasks } from '../../support/demo/demo-tasks.js';
import { sampleIdentity, sampleSummary, sampleTask as sample } from '../../support/contract-samples.js';
import { FakeBridge } from '../../support/fake-bridge.js';

/** Maintenance wants the unified engine. */
const sampleTask: TaskDefinition = {
  ...sample,
  settings: { ...sample.settings, useUnifiedSchedulingEngine: true },
};

/** The editor in front of the real readers and writers of files. */
async function opened(path: string | null) {
  const bridge = new FakeBridge();
  bridge.answer('tasks.check', (input) => demoCheck((input as { files: GivenFile[] }).files, demoTasks));
  bridge.answer('tasks.write', (input) => ({
    fileName: 'Task.yaml',
    text: demoYaml((input as { task: TaskDefinition }).task),
  }));
  bridge.answer('tasks.show', () => ({
    summary: sampleSummary,
    definition: sampleTask,
    advice: [],
    identity: sampleIdentity,
  }));
  bridge.answer('tasks.register', (input) => ({
    registered: (input as { tasks: TaskDefinition[] }).tasks.map((task) => task.path),
  }));
  const edit = new TaskEdit(bridge, path);
  await edit.open();
  return { bridge, edit };
}

const exec = sampleTask.actions[0];
if (exec?.kind !== 'exec') throw new Error('the sample runs a program');
const errors = (edit: TaskEdit) =>
  edit.problems.filter((problem) => problem.severity === 'error').map(({ line, code }) => [line, code]);

describe('the task editor', () => {
  it('begins a new task with the host’s defaults, and says what is missing', async () => {
    const { edit } = await opened(null);
    expect(edit.definition?.settings).toMatchObject({ priority: 7, useUnifiedSchedulingEngine: true });
    expect(edit.missing).toEqual(['path', 'command']);
    expect(edit.valid).toBe(false);
    edit.change({ path: '\\Backup\\Photos' });
    expect(edit.missing).toEqual(['command']);
    edit.change({ actions: [{ ...exec, command: 'rsync' }] });
    await edit.settle();
    expect(edit.missing).toEqual([]);
    expect(edit.valid).toBe(true);
    expect(edit.text).toContain('command: rsync');
  });

  it('registers a new task as new, a changed one as changed', async () => {
    const fresh = await opened(null);
    fresh.edit.change({ path: '\\Backup\\Photos', actions: [exec] });
    expect(await fresh.edit.save()).toBe('\\Backup\\Photos');
    expect(fresh.bridge.calls.at(-1)?.input).toMatchObject({ mode: 'create' });
    expect(fresh.edit.dirty).toBe(false);

    const known = await opened(sampleTask.path);
    known.edit.change({ maintenance: { period: 'P3D', deadline: 'P1W', exclusive: true } });
    expect(await known.edit.save()).toBe(sampleTask.path);
    expect(known.bridge.calls.at(-1)?.input).toMatchObject({
      mode: 'update',
      tasks: [{ maintenance: { period: 'P3D' } }],
    });
  });

  it('says what is wrong with the form in the words of a check, and keeps it from being saved', async () => {
    const { bridge, edit } = await opened(sampleTask.path);
    edit.change({ maintenance: { period: 'PT12H', deadline: null, exclusive: false } });
    await edit.settle();
    expect(errors(edit)).toEqual([[10, '0x80041318']]);
    expect(await edit.save()).toBeNull();
    expect(bridge.calls.some((call) => call.name === 'tasks.register')).toBe(false);
  });

  it('lists the problems of the text by line, and gives the form the text once it is right', async () => {
    const { edit } = await opened(sampleTask.path);
    const right = edit.text;
    edit.write(`${right}    settings:\n      prioity: 3\n`);
    await edit.settle();
    expect(edit.problems[0]).toMatchObject({ severity: 'error', element: 'prioity' });
    expect(edit.problems[0]?.line).toBe(right.split('\n').length + 1);
    expect(edit.definition?.settings.priority).toBe(7);
    expect(edit.valid).toBe(false);
    edit.write(`${right}    settings:\n      priority: 3\n`);
    await edit.settle();
    expect(edit.valid).toBe(true);
    expect(edit.definition?.settings.priority).toBe(3);
  });

  it('takes one task of one path: not several, not one that is there, not a path that moved', async () => {
    const { edit } = await opened(null);
    edit.write('tasks:\n  - path: \\A\n    exec: {command: a}\n  - path: \\B\n    exec: {command: b}\n');
    await edit.settle();
    expect([edit.notOne, edit.valid]).toEqual([true, false]);
    edit.write('tasks:\n  - path: \\backup\\HOME\n    exec: {command: a}\n');
    await edit.settle();
    expect([edit.notOne, edit.exists, edit.valid]).toEqual([false, true, false]);

    const known = await opened(sampleTask.path);
    known.edit.write(known.edit.text.replace('\\Backup\\Home', '\\Backup\\Other'));
    await known.edit.settle();
    expect([known.edit.moved, known.edit.valid]).toEqual([true, false]);
  });

  it('never lets an older answer overwrite what is being typed', async () => {
    const { bridge, edit } = await opened(sampleTask.path);
    let release: () => void = () => undefined;
    bridge.answer('tasks.check', async (input) => {
      await new Promise<void>((resolve) => (release = resolve));
      return demoCheck((input as { files: GivenFile[] }).files, []);
    });
    edit.write('tasks: one');
    const first = edit.settle();
    await Promise.resolve();
    const slow = release;
    edit.write('tasks: two');
    slow();
    await first;
    expect(edit.text).toBe('tasks: two');
    expect(edit.checking).toBe(true);
  });

  it('keeps what was written when the host refuses, and says why', async () => {
    const { bridge, edit } = await opened(sampleTask.path);
    bridge.answer('tasks.register', () =>
      Promise.reject(new Refused(refuse('access-denied', 'You may not change it.'))),
    );
    edit.change({ maintenance: null });
    expect(await edit.save()).toBeNull();
    expect(edit.saving.failure?.reason).toBe('access-denied');
    expect(edit.dirty).toBe(true);
  });
});

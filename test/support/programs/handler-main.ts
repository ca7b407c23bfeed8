import { handlerProcess } from '../../../src-main/hosts/cli/builtin/handler.js';

// As `caretaker builtin handler MODULE`.
await handlerProcess(process.argv.at(-1) ?? '');

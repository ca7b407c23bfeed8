// Lint rules of this house. test/unit/house proves that they bite.
import { basename } from 'node:path';

const vague = /^(utils?|helpers?|common|misc|stuff|shared)$/;

/** @type {import('eslint').Rule.RuleModule} */
const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      vague: 'A file named “{{ name }}” has no topic: name it after what it does.',
      spelling: 'File names are kebab-case, with the system or kind as a suffix (power-sensor.linux.ts).',
    },
  },
  create(context) {
    return {
      Program(node) {
        const path = context.filename.replaceAll('\\', '/');
        const name = basename(path)
          .replace(/^\./, '')
          .replace(/(\.[a-z0-9-]+)+$/i, '');
        const folders = path.split('/').slice(0, -1);
        const nameless = [name, ...folders.slice(-1)].find((part) => vague.test(part));
        if (nameless !== undefined) context.report({ node, messageId: 'vague', data: { name: nameless } });
        const wanted = path.endsWith('.svelte') ? /^[A-Z][A-Za-z0-9]*$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/;
        if (!wanted.test(name)) context.report({ node, messageId: 'spelling' });
      },
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const disableWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      reason: 'Say why in the line above, or beside it: eslint-disable-next-line some-rule -- why.',
    },
  },
  create(context) {
    return {
      Program() {
        const comments = context.sourceCode.getAllComments();
        for (const { value, loc } of comments) {
          if (!loc || !/^\s*eslint-disable/.test(value) || /\s--\s+\S/.test(value)) continue;
          const above = comments.some((other) => other.loc?.end.line === loc.start.line - 1);
          if (!above) context.report({ loc, messageId: 'reason' });
        }
      },
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
const skipWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { title: "Put the reason into the title: skipIf(reason !== null)(titled('…', reason), …)." },
  },
  create(context) {
    return {
      /** `it.skipIf(condition)('a plain title', …)`: the summary could not say why. */
      'CallExpression[callee.type="CallExpression"][callee.callee.property.name="skipIf"]'(
        /** @type {import('eslint').Rule.Node} */ node,
      ) {
        const title = node.type === 'CallExpression' ? node.arguments[0] : undefined;
        if (title?.type !== 'Literal' || /\bneeds /.test(String(title.value))) return;
        context.report({ node: title, messageId: 'title' });
      },
    };
  },
};

export default {
  rules: {
    'file-name': fileName,
    'disable-with-reason': disableWithReason,
    'skip-with-reason': skipWithReason,
  },
};

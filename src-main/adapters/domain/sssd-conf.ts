/**
 * The domain that SSSD serves, from the text of sssd.conf(5): the first of `domains` whose provider is a
 * directory that machines join (ad, ipa). null when there is none.
 */
export function joinedDomain(text: string): string | null {
  const sections = readSections(text);
  const listed = (sections.get('sssd')?.get('domains') ?? '').split(',').map((name) => name.trim());
  for (const name of listed) {
    const section = sections.get(`domain/${name}`);
    const provider = section?.get('id_provider');
    if (provider === 'ad') return section?.get('ad_domain') ?? name;
    if (provider === 'ipa') return section?.get('ipa_domain') ?? name;
  }
  return null;
}

function readSections(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      current = new Map();
      sections.set(header.trim(), current);
      continue;
    }
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) current.set(key, value);
  }
  return sections;
}

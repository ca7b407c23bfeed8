/** The window's own address. A scheme of our own: no port, no network, and nobody else's page can have it. */
export const scheme = 'caretaker';
export const panelOrigin = `${scheme}://panel`;
export const panelAddress = `${panelOrigin}/index.html`;

/** Whether an address belongs to the panel; anything unreadable does not. */
export function isPanelAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${scheme}:` && host === 'panel';
  } catch {
    return false;
  }
}

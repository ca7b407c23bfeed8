import type { TrayStyle } from './icon.js';

/** Tray images as the panel of this system wants them. */
export function chooseTrayStyle(
  platform: NodeJS.Platform = process.platform,
  desktop: string = process.env['XDG_CURRENT_DESKTOP'] ?? '',
): TrayStyle {
  if (platform === 'darwin') return { size: 16, template: true, alwaysDark: false };
  if (platform === 'win32') return { size: 16, template: false, alwaysDark: false };
  // GNOME's and Unity's top bars are dark in the light theme too.
  return { size: 22, template: false, alwaysDark: /\b(GNOME|Unity)\b/i.test(desktop) };
}

import { join } from 'node:path';
import type { NativeImage } from 'electron';
import type { MaintenanceStatus } from '../../../../src-shared/model/maintenance.js';
import type { ElectronParts } from '../electron.js';

/** The silhouettes of the lamp: empty, lit, bars, mark, struck, dashed. */
export const traySilhouettes = ['waiting', 'running', 'suspended', 'attention', 'paused', 'away'] as const;
export type TraySilhouette = (typeof traySilhouettes)[number];

/** How this desktop wants its tray images. */
export interface TrayStyle {
  /** Pixels at scale 1; each has a second file of twice the size. */
  size: 16 | 22;
  /** macOS colours the image itself. */
  template: boolean;
  /** The panel is dark whatever the theme says. */
  alwaysDark: boolean;
}

/** Which silhouette tells the state; null: the host has not answered. */
export function silhouetteOf(status: MaintenanceStatus | null): TraySilhouette {
  if (status === null) return 'away';
  switch (status.state) {
    case 'running':
      return 'running';
    case 'suspended':
      return 'suspended';
    case 'paused':
    case 'off':
      return 'paused';
    case 'waiting':
      return status.due.some(({ overdue }) => overdue) ? 'attention' : 'waiting';
  }
}

/** File name of a silhouette: `light` ones are for dark panels. */
export function trayFile(silhouette: TraySilhouette, style: TrayStyle, dark: boolean): string {
  const colour = !style.template && (dark || style.alwaysDark) ? 'light' : 'dark';
  return `tray-${silhouette}-${colour}-${style.size}.png`;
}

/** Loads the image; Electron finds the `@2x` file beside it. */
export function trayImage(
  { nativeImage }: Pick<ElectronParts, 'nativeImage'>,
  folder: string,
  file: string,
  style: TrayStyle,
): NativeImage {
  const image = nativeImage.createFromPath(join(folder, file));
  image.setTemplateImage(style.template);
  return image;
}

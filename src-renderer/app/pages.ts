import type { Component, ComponentProps } from 'svelte';
import type { MessageKey } from '../../src-shared/wording/message.js';
import type Icon from '../ui/Icon.svelte';

export const pageNames = [
  'maintenance',
  'tasks',
  'history',
  'services',
  'signals',
  'diagnosis',
  'settings',
] as const;
export type PageName = (typeof pageNames)[number];

interface Page {
  word: MessageKey & `page.${PageName}`;
  icon: ComponentProps<typeof Icon>['name'];
  /** Each page is a file of its own, loaded when it is opened first. */
  load: () => Promise<{ default: Component }>;
}

export const pages: Record<PageName, Page> = {
  maintenance: {
    word: 'page.maintenance',
    icon: 'lamp',
    load: () => import('../features/maintenance/MaintenancePage.svelte'),
  },
  tasks: { word: 'page.tasks', icon: 'tasks', load: () => import('../features/tasks/TasksPage.svelte') },
  history: {
    word: 'page.history',
    icon: 'history',
    load: () => import('../features/history/HistoryPage.svelte'),
  },
  services: {
    word: 'page.services',
    icon: 'services',
    load: () => import('../features/services/ServicesPage.svelte'),
  },
  signals: {
    word: 'page.signals',
    icon: 'signals',
    load: () => import('../features/signals/SignalsPage.svelte'),
  },
  diagnosis: {
    word: 'page.diagnosis',
    icon: 'check',
    load: () => import('../features/diagnosis/DiagnosisPage.svelte'),
  },
  settings: {
    word: 'page.settings',
    icon: 'sliders',
    load: () => import('../features/settings/SettingsPage.svelte'),
  },
};

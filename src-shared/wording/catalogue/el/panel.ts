import type { panel as english } from '../en/panel.js';
import type { Translation } from '../translation.js';

export const panel: Translation<typeof english> = {
  'app.name': 'Caretaker',
};

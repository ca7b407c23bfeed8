/** Words of the panel alone. */
export const panel = {
  'app.name': 'Caretaker',
} as const;

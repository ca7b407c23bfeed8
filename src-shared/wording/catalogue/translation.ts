/** Every key of the English part, with other words. */
export type Translation<T> = { readonly [K in keyof T]: string };

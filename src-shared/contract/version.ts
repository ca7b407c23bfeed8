/** Rises with every change of the contract that an older client would notice. Apart, so that a client need not load the schemas. */
export const contractVersion = 1;

declare const instanceIdBrand: unique symbol;

/** The GUID of one run of a task: upper case, in braces, as the Windows logs write it. */
export type InstanceId = string & { readonly [instanceIdBrand]: true };

const guidInBraces = /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/;

/** Reads an instance GUID in any case, with or without braces. Throws a RangeError on anything else. */
export function parseInstanceId(text: string): InstanceId {
  const bare = text.trim().replace(/^\{|\}$/g, '');
  const guid = `{${bare.toUpperCase()}}`;
  if (!guidInBraces.test(guid)) throw new RangeError(`${JSON.stringify(text)} is not a GUID`);
  return guid as InstanceId;
}

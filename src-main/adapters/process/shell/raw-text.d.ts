/** The build (vite) hands a file imported with `?raw` over as text. */
declare module '*.sh?raw' {
  const text: string;
  export default text;
}

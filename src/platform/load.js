// Every program names its modules by their files: numbers would differ from program to program.
export function load_module(url) {
  return import(url);
}

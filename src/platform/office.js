let office, shown, again = 0;
// A browser may remember that a module did not arrive: asked for once more, it has another address.
const load = async (program) => {
  const code = await import(again ? `${program}?again=${again}` : program);
  await code.default();
  return code;
};
export async function open_office(program, element, page) {
  shown = element;
  office ??= load(program);
  let code;
  try {
    code = await office;
  } catch (error) {
    office = undefined;
    again += 1;
    throw error;
  }
  if (shown === element) code.open(element, page);
}
// What was opened in the meantime stays open.
export function close_office(element) {
  if (shown !== element) return;
  shown = undefined;
  office?.then((code) => { if (!shown) code.close(); }, () => {});
}

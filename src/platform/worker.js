export async function begin_here(program, order) {
  const { default: load, begin, end } = await import(program);
  await load();
  begin(order);
  return end;
}

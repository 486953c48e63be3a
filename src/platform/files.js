const file = (name, text) => new File([text], name, { type: 'text/plain' });
export function save_text(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file(name, text));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
export function can_share_text() {
  try { return navigator.canShare({ files: [file('a.txt', 'a')] }); } catch { return false; }
}
export async function share_text(name, text) {
  try { await navigator.share({ files: [file(name, text)] }); return true; }
  catch (error) { return error.name === 'AbortError'; }
}
export async function chosen_text(input, most) {
  const file = input.files[0];
  const text = file && (file.size > most ? null : await file.text());
  input.value = '';
  return text;
}

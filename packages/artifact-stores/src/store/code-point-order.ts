/** Orders text by code points, as Python does. JavaScript's own order differs past U+FFFF. */
export function byCodePoint(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  return place(left, at) - place(right, at);
}

/** Surrogates stand for code points above all others. */
function place(text: string, at: number): number {
  const unit = at < text.length ? text.charCodeAt(at) : -1;
  return unit >= 0xd8_00 && unit <= 0xdf_ff ? unit + 0x1_00_00 : unit;
}

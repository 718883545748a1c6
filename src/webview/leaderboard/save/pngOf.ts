/** Dots a pixel: sharp on dense screens and in print. */
const SCALE = 2;
/** Browsers draw no larger canvas. */
const LARGEST = 16_000;

/**
 * A drawing as a picture of dots.
 *
 * @param svg a file of its own: nothing from the page reaches into it.
 * @returns PNG in Base64.
 */
export async function pngOf(svg: string, width: number, height: number): Promise<string> {
  const image = new Image();
  // Not blob: the page's policy lets images come from its own text only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

// Reading QR codes, by the camera or from pictures; loaded only when somebody wants to. The browser's own
// BarcodeDetector where there is one, else jsQR.
//
// startCamera(video, onCode) -> { stop() }   asks for the camera; throws the browser's error. `onCode` gets each new text.
// readPictures(input) -> [text | null]       one for each picture chosen, in their order; the input forgets them.

import jsQR from "jsqr";

// jsQR takes about 30 ms for a picture of this size; a code of 69 squares needs some 300 pixels.
const LONGEST_SIDE = 900;
const LONGEST_PICTURE = 1600;
const PAUSE_MS = 60;

const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });

async function detector() {
  try {
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

function byPixels(source, width, height, longest, inversionAttempts) {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  // What is transparent is white.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(data, canvas.width, canvas.height, { inversionAttempts })?.data || null;
}

async function byBrowser(own, source) {
  try {
    return (await own.detect(source))[0]?.rawValue || null;
  } catch {
    return null;
  }
}

export async function startCamera(video, onCode) {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const own = await detector();
  let running = true;
  let last = null;
  const stop = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
  const look = async () => {
    if (!running) return;
    if (video.videoWidth > 0) {
      const text = own
        ? await byBrowser(own, video)
        : byPixels(video, video.videoWidth, video.videoHeight, LONGEST_SIDE, "dontInvert");
      if (running && text && text !== last) onCode((last = text));
    }
    setTimeout(look, PAUSE_MS);
  };
  look();
  return { stop };
}

export async function readPictures(input) {
  const files = [...input.files];
  input.value = "";
  const own = await detector();
  const texts = [];
  for (const file of files) {
    try {
      const picture = await createImageBitmap(file);
      const text = own && (await byBrowser(own, picture));
      texts.push(text || byPixels(picture, picture.width, picture.height, LONGEST_PICTURE, "attemptBoth"));
      picture.close();
    } catch {
      texts.push(null);
    }
  }
  return texts;
}

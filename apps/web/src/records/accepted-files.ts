/** What the file picker offers; the server looks at the bytes and has the last word. */
export const acceptedFiles =
  '.pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.heic,.heif,.txt,.docx,application/pdf,image/*,text/plain'

/** An image could not be built or handed on; the message is for people. */
export class ImageError extends Error {}

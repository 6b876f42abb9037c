declare module 'heic-decode' {
  interface Decoded {
    width: number
    height: number
    /** RGBA. */
    data: Uint8ClampedArray
  }
  interface Pictures extends Array<{ width: number; height: number; decode(): Promise<Decoded> }> {
    dispose(): void
  }
  const decode: { all(options: { buffer: Uint8Array }): Promise<Pictures> }
  export default decode
}

import { WebSocket } from 'ws'

/** A WebSocket as React Native has it: text ends at its first NUL, both ways; bytes are left as they are. */
export class ReactNativeSocket extends WebSocket {
  override send(data: string | Uint8Array): void {
    super.send(typeof data === 'string' ? untilNul(Buffer.from(data)).toString() : data)
  }

  override emit(name: string | symbol, ...values: unknown[]): boolean {
    const [data, isBinary] = values
    if (name !== 'message' || isBinary === true) return super.emit(name, ...values)
    return super.emit(name, untilNul(data as Buffer), false)
  }
}

function untilNul(text: Buffer): Buffer {
  const end = text.indexOf(0)
  return end === -1 ? text : text.subarray(0, end)
}

import { useRef, useState, type DragEvent, type JSX, type ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import { notify } from '../../ui/notify'

export interface DropZoneProps {
  readonly label: string
  readonly isDisabled: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

/** Takes files dropped anywhere on what it surrounds. */
export function DropZone({ label, isDisabled, onFiles, children }: DropZoneProps): JSX.Element {
  const [isOver, setOver] = useState(false)
  // Enter and leave fire for every element below the pointer; only their balance says whether it is still inside.
  const depth = useRef(0)
  const enter = (change: 1 | -1) => (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = Math.max(0, depth.current + change)
    setOver(depth.current > 0)
  }
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    if (isDisabled) notify('info', 'You may only view this folder')
    else onFiles(droppedFiles(event))
  }
  return (
    <div
      className="drop-zone"
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault()
      }}
      onDrop={drop}
    >
      {children}
      {isOver && !isDisabled && (
        <div className="drop-zone__cover">
          <Icon name="upload" size={36} />
          <p>{label}</p>
        </div>
      )}
    </div>
  )
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}

function droppedFiles(event: DragEvent): readonly File[] {
  const items = [...event.dataTransfer.items]
  const hasFolder = items.some((item) => item.webkitGetAsEntry()?.isDirectory === true)
  if (!hasFolder) return [...event.dataTransfer.files]
  notify('info', 'Folders were left out', ['Drop the files in them instead.'])
  return items
    .filter((item) => item.webkitGetAsEntry()?.isFile === true)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null)
}

import type { JSX } from 'react'
import { Icon, type IconName } from '../../ui/Icon'
import { isFolder, type Asset } from './asset'

type Kind = 'folder' | 'image' | 'video' | 'music' | 'archive' | 'code' | 'text' | 'file'

const BY_PATTERN: readonly (readonly [RegExp, Kind])[] = [
  [/^image\//, 'image'],
  [/^video\//, 'video'],
  [/^audio\//, 'music'],
  [/zip|tar|compressed|rar|7z/, 'archive'],
  [/json|xml|html|javascript|css|x-sh|python|java/, 'code'],
  [/^text\/|pdf|document|msword|rtf/, 'text'],
]

const ICONS: Readonly<Record<Kind, IconName>> = {
  folder: 'folder',
  image: 'image',
  video: 'video',
  music: 'music',
  archive: 'archive',
  code: 'code',
  text: 'text',
  file: 'file',
}

export function FileIcon({ asset, size = 20 }: { asset: Asset; size?: number }): JSX.Element {
  const kind = kindOf(asset)
  return (
    <span className={`file-icon file-icon--${kind}`}>
      <Icon name={ICONS[kind]} size={size} />
    </span>
  )
}

function kindOf(asset: Asset): Kind {
  if (isFolder(asset)) return 'folder'
  return BY_PATTERN.find(([pattern]) => pattern.test(asset.content_type))?.[1] ?? 'file'
}

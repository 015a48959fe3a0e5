import type { JSX } from 'react'

export function Logo({ size = 28 }: { size?: number }): JSX.Element {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className="logo__ground" width="32" height="32" rx="9" />
      <path
        className="logo__wave"
        d="M7.5 20c3.3 0 3.3-7.5 6.6-7.5s3.3 7.5 6.6 7.5c2 0 2.6-2.6 3.3-4"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle className="logo__dot" cx="24.2" cy="9.2" r="2.7" />
    </svg>
  )
}

import type { ButtonHTMLAttributes, JSX } from 'react'
import { Icon, type IconName } from './Icon'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
  readonly icon?: IconName
}

export function Button({
  look = 'plain',
  icon,
  children,
  className = '',
  ...rest
}: ButtonProps): JSX.Element {
  return (
    <button type="button" className={`button button--${look} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName
  readonly label: string
}

export function IconButton({ icon, label, className = '', ...rest }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  )
}

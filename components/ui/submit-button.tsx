'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'

type SubmitButtonProps = ButtonLook & {
  children: ReactNode
  className?: string
  name?: string
  value?: string
}

/** The submit button of a `<form action={serverAction}>`: shows by itself that the action runs. */
export function SubmitButton({ variant = 'primary', ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  return <Button type="submit" variant={variant} pending={pending} {...rest} />
}

'use client'

import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { IconName } from '@/components/ui/icon-names'
import type { CaseCommand } from '@/lib/cases/machine'
import type { CommandDialogProps } from './command-dialog'

const CommandDialog = dynamic(() => import('./command-dialog'), { ssr: false })

export type StepButton = {
  step: CaseCommand
  label: string
  icon: IconName
  main: boolean
  danger: boolean
  /** Whether it cannot be given without words now. */
  commented: boolean
}

type CaseStepsProps = Omit<CommandDialogProps, 'command' | 'title' | 'commented' | 'onClose'> & {
  steps: StepButton[]
  /** Steps of another kind, which stand first: links and the pickup's own dialogs. */
  children?: ReactNode
}

/** The buttons of what may be done now; the dialog behind them is fetched when it is first opened. */
export function CaseSteps({ steps, children, ...dialog }: CaseStepsProps) {
  const [open, setOpen] = useState<StepButton | null>(null)
  return (
    <>
      {children}
      {steps.map((one) => (
        <Button
          key={one.step}
          variant={one.main ? 'primary' : one.danger ? 'danger' : 'secondary'}
          icon={one.icon}
          onClick={() => setOpen(one)}
        >
          {one.label}
        </Button>
      ))}
      {open ? (
        <CommandDialog
          {...dialog}
          key={open.step}
          command={open.step}
          title={open.label}
          commented={open.commented}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}

'use client'

import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useForm, type Resolver } from 'react-hook-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import type { Locale } from '@/lib/i18n/locale'
import type { Result } from '@/lib/result'

export type SignInInput = { email: string; password: string; remember: boolean }

/** The messages of `auth.signIn`, as they stand in the file. `locked` has a place `{when}`. */
export type SignInTexts = Record<
  | 'email'
  | 'password'
  | 'showPassword'
  | 'hidePassword'
  | 'remember'
  | 'submit'
  | 'capsLock'
  | 'emailMissing'
  | 'emailWrong'
  | 'passwordMissing'
  | 'wrong'
  | 'locked'
  | 'soon'
  | 'unreachable',
  string
>

/** Refuses with `unauthenticated` when they do not match, `not_allowed_now` with `params.minutes` when locked out. */
export type SignInAction = (input: SignInInput) => Promise<Result<{ redirectTo: string }>>

type SignInFormProps = {
  action: SignInAction
  texts: SignInTexts
  locale: Locale
  /** The look of the button, made on the server: every byte here is on the way of everybody who signs in. */
  submitClass: string
}

// The schema comes with the first press of the button, so that the page itself stays light.
const checking = () => import('./sign-in-checking')
const resolver: Resolver<SignInInput> = async (...given) => (await checking()).resolveSignIn(...given)

export function SignInForm({ action, texts, locale, submitClass }: SignInFormProps) {
  const [failure, setFailure] = useState<ReactNode>()
  const [visible, setVisible] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const {
    register,
    handleSubmit,
    setFocus,
    formState: { errors, isSubmitting },
  } = useForm<SignInInput>({ resolver, defaultValues: { email: '', password: '', remember: true } })

  const submit = handleSubmit(async (input) => {
    setFailure(undefined)
    try {
      const result = await action(input)
      if (result.ok) {
        setLeaving(true)
        // A whole load: the user's own language and theme belong to the document.
        window.location.assign(result.data.redirectTo)
        return
      }
      const { RefusalNotice } = await checking()
      setFailure(<RefusalNotice error={result.error} texts={texts} locale={locale} />)
      setFocus('password', { shouldSelect: true })
    } catch {
      setFailure(
        <p role="alert" className="text-red-ink">
          {texts.unreachable}
        </p>,
      )
    }
  })

  const busy = isSubmitting || leaving
  const message = (key: string | undefined) =>
    key && key in texts ? texts[key as keyof SignInTexts] : undefined
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))

  return (
    // POST, so that a password never gets into the address should the button be pressed before the script is here.
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        if (busy) event.preventDefault()
        else void submit(event)
      }}
      className="space-y-4"
    >
      {failure}
      <Field id="email" label={texts.email} required error={message(errors.email?.message)}>
        {(aria) => (
          <Input
            {...aria}
            {...register('email')}
            type="email"
            size="lg"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        id="password"
        label={texts.password}
        required
        error={message(errors.password?.message)}
        hint={
          capsLock ? (
            <span role="status" className="flex items-center gap-1 text-amber-ink">
              <Icon name="triangle-exclamation-point" size={14} /> {texts.capsLock}
            </span>
          ) : undefined
        }
      >
        {(aria) => (
          <span className="relative block">
            <Input
              {...aria}
              {...register('password')}
              type={visible ? 'text' : 'password'}
              size="lg"
              autoComplete="current-password"
              autoCapitalize="none"
              spellCheck={false}
              className="pr-11!"
              onKeyDown={watchCapsLock}
              onKeyUp={watchCapsLock}
            />
            <button
              type="button"
              aria-pressed={visible}
              aria-label={visible ? texts.hidePassword : texts.showPassword}
              onClick={() => setVisible((was) => !was)}
              className="absolute inset-y-1 right-1 grid w-9 place-items-center rounded text-ink-3 hover:bg-hover hover:text-ink"
            >
              <Icon name={visible ? 'eye-off' : 'eye'} />
            </button>
          </span>
        )}
      </Field>
      <Checkbox label={texts.remember} {...register('remember')} />
      <button
        type="submit"
        aria-disabled={busy || undefined}
        aria-busy={busy || undefined}
        className={submitClass}
      >
        {busy ? <Icon name="loader-circle" className="animate-spin" /> : null}
        {texts.submit}
      </button>
    </form>
  )
}

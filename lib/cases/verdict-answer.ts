/** A verdict as the HTTP contract gives it: dates, numbers and codes, and one sentence in each language. */
// Not next-intl: the worker says this too, and what that one brings along needs a page to run in.
import { createTranslator } from 'use-intl/core'
import en from '@/lib/i18n/messages/en/verdicts.json'
import ru from '@/lib/i18n/messages/ru/verdicts.json'
import type { Locale } from '@/lib/i18n/locale'
import { lawArticles } from '@/lib/policies/law'
import type { CaseVerdict, Condition } from '@/lib/policies/verdict'
import { caseAnswer, lastOf, say, sentence, type Tongue } from '@/lib/policies/words'

type JudgedItem = { id: string; sku: string; quantity: number }

/** `items` are the case's, whose ids the verdict's items have. Days are the shop's, `YYYY-MM-DD`. */
export function verdictAnswer(verdict: CaseVerdict, givenAt: string, items: readonly JudgedItem[]) {
  const judged = new Map(verdict.items.map((item) => [item.id, item]))
  return {
    outcome: verdict.outcome,
    /** Null: the law alone. */
    policyVersion: verdict.policyNumber,
    law: verdict.law,
    givenAt,
    endsOn: verdict.endsOn,
    moneyDueOn: lastOf(verdict.moneyDue),
    next: verdict.next,
    flag: verdict.flag,
    sentence: { ru: inOneSentence(verdict, 'ru'), en: inOneSentence(verdict, 'en') },
    items: items.flatMap(({ id, sku, quantity }) => {
      const item = judged.get(id)
      if (!item) return []
      const { outcome, ground, endsOn, conditions } = item
      return [{ sku, quantity, outcome, ground, endsOn, conditions: conditions.map(conditionAnswer) }]
    }),
  }
}

/** `calendarEnd` is the last day by count, `endsOn` that day or, where it is a day off, the next worked one. */
function conditionAnswer({ code, holds, source, window }: Condition) {
  return {
    code,
    holds,
    source,
    calendarEnd: window?.calendarEnd ?? null,
    endsOn: window?.shiftedEnd ?? null,
  }
}

const tongues: Record<Locale, Tongue> = { ru: tongue('ru', ru), en: tongue('en', en) }

function tongue(locale: Locale, messages: typeof ru): Tongue {
  const translate = createTranslator({ locale, messages, timeZone: 'UTC' })
  return {
    locale,
    t: (key, values) => translate(key as 'sentence', values),
    articles: lawArticles(locale),
  }
}

function inOneSentence(verdict: CaseVerdict, locale: Locale): string {
  return say(sentence(verdict.outcome, caseAnswer(verdict)), tongues[locale])
}

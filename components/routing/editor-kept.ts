import { draftKeeper, type Kept, type KeptDraft } from '@/components/drafts/kept-draft'
import { rulesFormShape, type RulesForm } from './editor-form'

export type KeptRules = Kept<RulesForm>
export type KeptRulesDraft = KeptDraft<RulesForm>

export const keptRules = draftKeeper('obratno:rules:', rulesFormShape)

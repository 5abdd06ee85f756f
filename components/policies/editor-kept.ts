import { draftKeeper, type KeptDraft } from '@/components/drafts/kept-draft'
import { policyFormShape, type PolicyForm } from './editor-form'

export type KeptPolicyDraft = KeptDraft<PolicyForm>

export const keptEdits = draftKeeper('obratno:policy:', policyFormShape)

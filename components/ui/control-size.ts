export type ControlSize = 'md' | 'lg'
export const controlHeights: Record<ControlSize, string> = { md: 'h-8 pointer-coarse:h-10', lg: 'h-10' }

/** An error whose message is all that a person at the terminal needs: it is shown without a stack. */
export class Refused extends Error {}

// What is expected of a battle, by the difference of the two bots' log-strengths and the strength of
// ties ν. With ν = 0 it is Bradley-Terry's model, where a tie is half a win for each.
// source: Davidson 1970, "On extending the Bradley-Terry model to accommodate ties in paired
// comparison experiments", eq. 2.2: wins, losses and ties are as e^(x/2) : e^(−x/2) : ν.

/** The score of the first bot, 0 … 1. */
export function expectedScore(difference: number, tieStrength: number): number {
  const loss = Math.exp(-Math.abs(difference));
  const tie = tieStrength === 0 ? 0 : tieStrength * Math.sqrt(loss);
  return ((difference < 0 ? loss : 1) + tie / 2) / (1 + loss + tie);
}

/** How likely a tie is, 0 … 1. */
export function tieChance(difference: number, tieStrength: number): number {
  const loss = Math.exp(-Math.abs(difference));
  const tie = tieStrength * Math.sqrt(loss);
  return tie / (1 + loss + tie);
}

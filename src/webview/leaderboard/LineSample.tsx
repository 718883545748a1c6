import type { LineLook } from '../../charts/lineLook.ts';

/** How the bot's line looks in the charts: the table is their legend. */
export function LineSample({ look }: { readonly look: LineLook }) {
  const { stroke, dash } = look;
  return (
    <svg class="line-sample" width="22" height="10" aria-hidden="true">
      <line
        x1="0"
        y1="5"
        x2="22"
        y2="5"
        stroke={stroke}
        stroke-width="2.5"
        stroke-dasharray={dash}
      />
    </svg>
  );
}

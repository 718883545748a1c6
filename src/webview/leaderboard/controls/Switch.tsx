interface SwitchProps {
  readonly label: string;
  /** How many it is about; none is not said. */
  readonly count?: string | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly testId?: string;
}

export function Switch({ label, count, isOn, onChange, testId }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={isOn}
        data-testid={testId}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
      {count !== undefined && <span class="muted">({count})</span>}
    </label>
  );
}

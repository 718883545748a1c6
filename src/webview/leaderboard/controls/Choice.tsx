interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly word: (value: Value) => string;
  readonly onChange: (value: Value) => void;
  readonly testId: string;
}

/** One of several. Plain: the toolkit's list writes style attributes, which the page's policy forbids. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, values, word, onChange, testId } = props;
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        data-testid={testId}
        value={value}
        onChange={event => {
          const chosen = values[event.currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map(one => (
          <option key={one} value={one}>
            {word(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

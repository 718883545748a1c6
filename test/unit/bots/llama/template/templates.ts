// Templates of our own, each with one habit of those that GGUF files carry.

export const CHATML = `
{%- if tools is not none %}{{ raise_exception('There are no tools') }}{% endif %}
{{- bos_token }}
{%- for message in messages %}
{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] | trim + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{% endif %}`;

/** As Gemma: no system role, and roles that must alternate. */
export const NO_SYSTEM = `{{ bos_token }}
{%- if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}
{%- for message in messages %}
{%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}
{{- '[' + ('model' if message['role'] == 'assistant' else 'user') + ']' + message['content'] | trim + eos_token }}
{%- endfor %}{{ '[model]' if add_generation_prompt }}`;

export const DEAF_TO_SYSTEM = `
{%- for message in messages if message.role != 'system' %}{{ message.content }}|{% endfor %}`;

/** As Huozi's. */
export const CHINESE_ROLES = `
{%- for message in messages %}
{{- '<|beginofutterance|>' + message.role + '\\n' + message.content }}
{%- if add_generation_prompt or not loop.last %}{{- '<|endofutterance|>\\n' }}{% endif %}
{%- endfor %}
{%- if add_generation_prompt and messages[-1].role != '助手' %}{{- '<|beginofutterance|>助手\\n' }}{% endif %}`;

/** As DeepSeek-R1's: the reply begins inside the model's thinking. */
export const OPENS_THINKING = `{{ bos_token }}{{ messages[-1].content }}<|Assistant|><think>\n\n`;

export const OUT_OF_THE_SANDBOX = "{{ ''.constructor.constructor('return process')().exit(66) }}";

export const POLLUTERS = [
  OUT_OF_THE_SANDBOX,
  "{% set ns = namespace() %}{% set ns.__proto__ = {'polluted': 1} %}{% set ns.polluted = 1 %}x",
  "{% set ns = namespace(__proto__={'polluted': 1}) %}{{ ns.__proto__.polluted }}x",
  "{% set d = {'__proto__': {'polluted': 1}, 'constructor': {'prototype': 1}} %}{{ d | tojson }}",
  "{{ messages.__proto__ }}{{ messages[0]['__proto__'] }}{{ messages[0].constructor }}x",
  "{% set x = messages[0].update({'__proto__': {'polluted': 1}}) %}x",
  '{{ raise_exception.constructor }}{{ range.__proto__ }}x',
];

{%- extends 'nbgrader/gradebook_base.tpl' -%}

{%- block sidebar -%}
{{ super() }}
<li role="presentation"><a href="{{ base_url }}/words{% if assignment_id %}/{{ assignment_id | urlencode }}{% endif %}">One question across the class</a></li>
{%- endblock -%}

/**
 * Regular expressions as Python's re has them, in bounded time and memory. Pipelines are written for Python, and Java's
 * own expressions differ from it in silence (what {@code \w} and {@code $} match), overflow the stack on long texts, and
 * may run for ever; those of linear engines know no look-around and no back-reference.
 */
package io.dyff.operator.rows.regex;

/** What is ours around a method's program: fetching what it reads, and publishing what it made. */
package io.dyff.operator.steps.analysis;

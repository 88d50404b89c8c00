/** What the steps that speak HTTP have in common. */
package io.dyff.operator.steps.http;

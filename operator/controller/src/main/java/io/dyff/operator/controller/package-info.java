/** Placeholder. */
package io.dyff.operator.controller;

package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** Applies a rubric to the outputs of an evaluation. */
@JsonClassDescription("Applies a rubric to the outputs of an evaluation.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,52}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 54"
                + " characters")
@AdditionalPrinterColumn(name = "RUBRIC", jsonPath = ".spec.report")
@AdditionalPrinterColumn(name = "EVALUATION", jsonPath = ".spec.evaluation", priority = 1)
@ReportsCondition(
        type = "Reported",
        meaning = "The Job has fetched the outputs, applied the rubric and stored what it made.")
@ReportsCondition(type = "Complete", meaning = "The report has ended well.")
@ReportsCondition(
        type = "Failed",
        meaning = "The report has failed for good; the message holds the last words of its program.")
public class Report extends DyffResource<ReportSpec> {}

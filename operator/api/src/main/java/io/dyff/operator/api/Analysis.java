package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Runs a method on the outputs of other workflows: a Measurement or a SafetyCase. */
@JsonClassDescription("Runs a method on the outputs of other workflows: a Measurement or a SafetyCase.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@Plural("analyses")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,52}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 54"
                + " characters")
@AdditionalPrinterColumn(name = "OUTPUT", jsonPath = ".spec.output")
@AdditionalPrinterColumn(name = "IMAGE", jsonPath = ".spec.image", priority = 1)
@ReportsCondition(
        type = "Analyzed",
        meaning = "The Job has fetched the inputs, run the method and stored what it made.")
@ReportsCondition(type = "Complete", meaning = "The analysis has ended well.")
@ReportsCondition(
        type = "Failed",
        meaning = "The analysis has failed for good; the message holds the last words of its program.")
public class Analysis extends DyffResource<AnalysisSpec> {}

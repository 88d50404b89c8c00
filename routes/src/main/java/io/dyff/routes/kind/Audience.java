package io.dyff.routes.kind;

import com.fasterxml.jackson.core.JsonPointer;
import io.dyff.routes.json.Rows;

/**
 * By which rules of another entity this one is read: grants say who may at most, the rules who does. Those who hold
 * {@code data} on its party read it in any case, as they read its files. Source: contract/api.md section 11.4.
 *
 * @param of where the id of the entity with the rules stands
 * @param rules in that one, a map of ids or a star to words of {@link Viewer}: the most open one that fits counts
 * @param unmentioned for whom one is that no rule fits
 * @param party the kind that takes part
 * @param at where the id of its party stands
 */
public record Audience(JsonPointer of, JsonPointer rules, Viewer unmentioned, String party, JsonPointer at) {

    public Audience {
        for (JsonPointer place : new JsonPointer[] {of, rules, at}) {
            path(place);
        }
    }

    /**
     * A plain place as a PostgreSQL array of its names: {@code /a/b} → {@code {a,b}}.
     *
     * @throws IllegalArgumentException for other than plain names
     */
    public static String path(JsonPointer place) {
        String text = String.valueOf(place);
        Rows.check(text.matches("(/[A-Za-z]+)+"), "the place " + text + " is not of plain names");
        return "{" + text.substring(1).replace('/', ',') + "}";
    }

    /**
     * Parts of an entity that are not for everybody who reads it. Those who may edit it are its reviewers, and those who hold
     * {@code data} on a party its submitters.
     *
     * @param at their places, each in a map by its name
     * @param view where a part says for whom it is; for everybody where it does not
     * @param party the kind that takes part
     * @param of where a party names the entity
     */
    public record Parts(JsonPointer at, JsonPointer view, String party, JsonPointer of) {
        public Parts {
            path(of);
        }
    }
}

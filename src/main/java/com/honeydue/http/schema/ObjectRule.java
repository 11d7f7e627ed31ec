package com.honeydue.http.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an object.
 *
 * @param properties the checks of the members that are known by name
 * @param open whether a member may have another name
 * @param others the check of such a member, if it has one
 */
record ObjectRule(
    Map<String, Check> properties,
    List<String> required,
    boolean open,
    @Nullable Check others,
    int minProperties,
    int maxProperties) {

  /**
   * Whether {@code members} is of the right type, which any map is; what is wrong goes to {@code
   * errors}.
   */
  boolean check(Map<?, ?> members, Errors errors) {
    for (int i = 0; i < required.size(); i++) {
      if (!members.containsKey(required.get(i))) {
        errors.add(required.get(i), "is required");
      }
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      var name = (String) member.getKey();
      Check check = properties.get(name);
      if (check == null) {
        check = others;
        if (!open) {
          errors.add(name, "is not a known field");
        }
      }
      if (check != null) {
        errors.enter(name);
        check.check(member.getValue(), errors);
        errors.leave();
      }
    }
    if (members.size() < minProperties) {
      errors.add(
          "must have at least " + minProperties + (minProperties == 1 ? " field" : " fields"));
    } else if (members.size() > maxProperties) {
      errors.add(
          "must have at most " + maxProperties + (maxProperties == 1 ? " field" : " fields"));
    }
    return true;
  }
}

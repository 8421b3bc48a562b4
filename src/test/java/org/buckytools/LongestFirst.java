package org.buckytools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/**
 * Has test classes that take long start before others, so that at the end nothing waits for one of
 * them: those with {@link Order}, by its number.
 *
 * <p>Of JUnit's two threads one takes classes from the front of the list, the other from its end;
 * so this deals them to front and end in turn.
 */
public final class LongestFirst implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    List<ClassDescriptor> classes = new ArrayList<>(context.getClassDescriptors());
    classes.sort(Comparator.comparingInt(LongestFirst::number));
    List<ClassDescriptor> dealt = new ArrayList<>();
    List<ClassDescriptor> end = new ArrayList<>();
    for (ClassDescriptor each : classes) {
      (dealt.size() <= end.size() ? dealt : end).add(each);
    }
    dealt.addAll(end.reversed());
    context.getClassDescriptors().sort(Comparator.comparingInt(dealt::indexOf));
  }

  private static int number(ClassDescriptor each) {
    return each.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
  }
}

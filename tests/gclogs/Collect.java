import java.util.*;
public class Collect { public static void main(String[] a){ List<byte[]> k=new ArrayList<>(); for(int i=0;i<200000;i++){ byte[] b=new byte[4096]; if(i%400==0) k.add(b);} System.gc(); System.out.println("hello "+k.size()); } }

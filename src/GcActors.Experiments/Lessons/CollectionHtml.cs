namespace GcActors.Experiments.Lessons;

public static class CollectionHtml
{
    public static string Write(CollectionLesson lesson) => CollectionSvg.Draw(lesson);
}

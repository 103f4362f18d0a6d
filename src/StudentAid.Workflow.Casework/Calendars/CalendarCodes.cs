using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>Refusals of calendar documents.</summary>
public static class CalendarCodes
{
    public static readonly Code ZoneUnknown = Code.Input("calendar-zone-unknown", "日历时区“{zone}”无法识别。", "Expected a known time zone, but it is '{zone}'.");
    public static readonly Code ZoneDiffers = Code.Input("calendar-zone-differs", "叠加日历的时区“{zone}”与基础日历“{expected}”不同。", "Expected the overlay's zone to be '{expected}', but it is '{zone}'.");
    public static readonly Code YearWrong = Code.Input("calendar-year-wrong", "日历年份“{year}”不是四位年份。", "Expected a year of four digits, but it is '{year}'.");
    public static readonly Code DayOutsideYear = Code.Input("calendar-day-outside-year", "{day} 不属于 {year} 年，请移到相应年份。", "Expected only days of {year}, but found {day}.");
    public static readonly Code NotAWeekday = Code.Input("calendar-not-a-weekday", "{day} 是周末，本来就休息，不能列入周一至周五放假。", "Expected a day from Monday to Friday, but {day} is on a weekend.");
    public static readonly Code NotAWeekend = Code.Input("calendar-not-a-weekend", "{day} 是周一至周五，不能列入周末上班。", "Expected a Saturday or Sunday, but {day} is not.");
    public static readonly Code DayRepeated = Code.Input("calendar-day-repeated", "{day} 列了两次。", "Expected each day once, but {day} is listed twice.");
    public static readonly Code WorkdaysDiffer = Code.Input("calendar-workdays-differ", "{year} 年的工作日应为 {expected} 天，按所列日期算出 {found} 天。", "Expected {expected} working days in {year}, but the days listed give {found}.");
    public static readonly Code SpanBackwards = Code.Input("calendar-span-backwards", "时段 {from} 至 {to} 的起止颠倒。", "Expected the span to end on or after {from}, but it ends on {to}.");
}

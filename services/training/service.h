// The RPCs of the training service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/training/v1/absence.pb.h"
#include "xianfeng/training/v1/class.pb.h"
#include "xianfeng/training/v1/course.pb.h"
#include "xianfeng/training/v1/credit.pb.h"
#include "xianfeng/training/v1/instructor.pb.h"
#include "xianfeng/training/v1/media.pb.h"
#include "xianfeng/training/v1/organization_life.pb.h"
#include "xianfeng/training/v1/plan.pb.h"
#include "xianfeng/training/v1/venue.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

using api::CountyName;
using VenueName = api::ResourceName<"venues">;
using InstructorName = api::ResourceName<"instructors">;
using CourseName = api::ResourceName<"courses">;
using PlanName = api::ResourceName<"plans">;
using ClassName = api::ResourceName<"classes">;
using SessionName = api::ResourceName<"sessions">;
using EnrolmentName = api::ResourceName<"enrolments">;
using AttendanceName = api::ResourceName<"attendances">;
using CreditAccountName = api::ResourceName<"creditAccounts">;
using CreditEntryName = api::ResourceName<"creditEntries">;
using AbsenceName = api::ResourceName<"absences">;
using ActivityName = api::ResourceName<"activities">;
using ChannelName = api::ResourceName<"channels">;
using ColumnName = api::ResourceName<"columns">;
using MemberName = api::ResourceName<"members">;

// handlers/venues.cc
class VenueService final : public rpc::Service<"xianfeng.training.v1.VenueService"> {
 public:
  RPC(CreateVenue, v1::Venue)
  RPC(GetVenue, v1::Venue)
  RPC(ListVenues, v1::ListVenuesResponse)
  RPC(UpdateVenue, v1::Venue)
  RPC(SearchVenues, v1::SearchVenuesResponse)
  RPC_READER(ImportVenues, rpc::ImportSummary)
};

// handlers/instructors.cc
class InstructorService final : public rpc::Service<"xianfeng.training.v1.InstructorService"> {
 public:
  RPC(CreateInstructor, v1::Instructor)
  RPC(GetInstructor, v1::Instructor)
  RPC(ListInstructors, v1::ListInstructorsResponse)
  RPC(UpdateInstructor, v1::Instructor)
  RPC(SearchInstructors, v1::SearchInstructorsResponse)
  RPC_READER(ImportInstructors, rpc::ImportSummary)
};

// handlers/courses.cc
class CourseService final : public rpc::Service<"xianfeng.training.v1.CourseService"> {
 public:
  RPC(CreateCourse, v1::Course)
  RPC(GetCourse, v1::Course)
  RPC(ListCourses, v1::ListCoursesResponse)
  RPC(UpdateCourse, v1::Course)
  RPC(SearchCourses, v1::SearchCoursesResponse)
};

// handlers/plans.cc
class PlanService final : public rpc::Service<"xianfeng.training.v1.PlanService"> {
 public:
  RPC(CreatePlan, v1::Plan)
  RPC(GetPlan, v1::Plan)
  RPC(ListPlans, v1::ListPlansResponse)
  RPC(ApprovePlan, v1::Plan)
  RPC(PublishPlan, v1::Plan)
};

// handlers/{classes,trainees,timetable,attendance,closing}.cc
class ClassService final : public rpc::Service<"xianfeng.training.v1.ClassService"> {
 public:
  RPC(CreateClass, v1::Class)
  RPC(GetClass, v1::Class)
  RPC(ListClasses, v1::ListClassesResponse)
  RPC(UpdateClass, v1::Class)
  RPC(EnrolTrainees, v1::EnrolTraineesResponse)
  RPC(ListEnrolments, v1::ListEnrolmentsResponse)
  RPC(ScheduleSession, v1::Session)
  RPC(ListSessions, v1::ListSessionsResponse)
  RPC(RecordAttendance, v1::RecordAttendanceResponse)
  RPC_READER(ImportAttendance, rpc::ImportSummary)
  RPC(CloseClass, v1::CloseClassResponse)
};

// handlers/absences.cc
class AbsenceService final : public rpc::Service<"xianfeng.training.v1.AbsenceService"> {
 public:
  RPC(RecordAbsence, v1::Absence)
  RPC(ListAbsences, v1::ListAbsencesResponse)
};

// handlers/credits.cc
class CreditService final : public rpc::Service<"xianfeng.training.v1.CreditService"> {
 public:
  RPC(GetCreditAccount, v1::CreditAccount)
  RPC(ListCreditEntries, v1::ListCreditEntriesResponse)
  RPC(ListShortfalls, v1::ListShortfallsResponse)
};

// handlers/organization_life.cc
class OrganizationLifeService final : public rpc::Service<"xianfeng.training.v1.OrganizationLifeService"> {
 public:
  RPC(RecordActivity, v1::Activity)
  RPC_READER(ImportActivities, rpc::ImportSummary)
  RPC(ListActivities, v1::ListActivitiesResponse)
};

// handlers/media.cc
class MediaService final : public rpc::Service<"xianfeng.training.v1.MediaService"> {
 public:
  RPC(CreateChannel, v1::Channel)
  RPC(GetChannel, v1::Channel)
  RPC(ListChannels, v1::ListChannelsResponse)
  RPC(UpdateChannel, v1::Channel)
  RPC(CreateColumn, v1::Column)
  RPC(GetColumn, v1::Column)
  RPC(ListColumns, v1::ListColumnsResponse)
  RPC(UpdateColumn, v1::Column)
};

}  // namespace xf::training
